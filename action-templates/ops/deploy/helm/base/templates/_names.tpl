{{- /* Labels that select pods: they never change, since a selector cannot. */ -}}
{{- define "base.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "base.labels" -}}
{{ include "base.selectorLabels" . }}
{{ include "base.commonLabels" . }}
{{- end }}

{{- define "base.commonLabels" -}}
app.kubernetes.io/part-of: {{ .Values.partOf }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* Of the Job that migrates. Other names than the pods' of the app: a Service would send it requests. */ -}}
{{- define "base.migrationLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-migrate
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: migration
{{- end }}

{{- define "base.image" -}}
{{- if not .Values.image.tag }}
{{- fail (printf "%s: image.tag is empty. Give the values file of an environment (-f values-prod.yaml), or set image.tag to <tag> or <tag>@sha256:<digest>." .Chart.Name) }}
{{- end }}
{{- .Values.image.repository }}:{{ .Values.image.tag }}
{{- end }}

{{- /* image.tag without its digest, as the value of a label: at most 63 characters, letters and digits at both ends. */ -}}
{{- define "base.version" -}}
{{- regexReplaceAll "@.*$" .Values.image.tag "" | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- end }}

{{- /* "90s", "5m" or "1h" in seconds. */ -}}
{{- define "base.seconds" -}}
{{- mul (regexFind "^[0-9]+" . | int) (get (dict "s" 1 "m" 60 "h" 3600) (regexFind "[smh]$" .)) }}
{{- end }}
