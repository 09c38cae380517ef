{{- /* What somebody who installs it by hand wants to know next. */ -}}
{{- define "base.notes" -}}
{{- $kind := ternary "rollout" "deployment" .Values.rollout.enabled }}
{{ .Chart.Name }} {{ .Values.image.tag }} in {{ .Release.Namespace }}

How it is:
{{- if .Values.rollout.enabled }}
  kubectl argo rollouts get rollout {{ .Chart.Name }} -n {{ .Release.Namespace }} --watch
{{- else }}
  kubectl rollout status deployment/{{ .Chart.Name }} -n {{ .Release.Namespace }}
{{- end }}

Reach it from here:
  kubectl port-forward -n {{ .Release.Namespace }} service/{{ .Chart.Name }} 8080:80
  curl -i http://127.0.0.1:8080{{ .Values.probes.readiness.path }}
{{- range .Values.ingress.hosts }}
From outside: {{ ternary "https" "http" $.Values.ingress.tls }}://{{ . }}/
{{- end }}
{{- if .Values.secret.data }}

It waits for the Secret {{ .Chart.Name }}-secrets ({{ keys .Values.secret.data | sortAlpha | join ", " }}):
{{- if .Values.secret.external }}
  kubectl describe externalsecret {{ .Chart.Name }}-secrets -n {{ .Release.Namespace }}
{{- else }}
  kubectl get secret {{ .Chart.Name }}-secrets -n {{ .Release.Namespace }}
{{- end }}
{{- end }}
{{- if .Values.migration.enabled }}

The migration runs as a hook of Argo CD. Helm alone applies its Job beside the {{ $kind }}, not before it:
  kubectl logs -n {{ .Release.Namespace }} job/{{ .Chart.Name }}-migrate
{{- end }}
{{- if and .Values.rollout.enabled .Values.rollout.analysis.enabled }}

A canary that stands still had too little traffic to be judged: look at it, then promote or abort it.
  kubectl get analysisrun -n {{ .Release.Namespace }}
  kubectl argo rollouts promote {{ .Chart.Name }} -n {{ .Release.Namespace }}
  kubectl argo rollouts abort {{ .Chart.Name }} -n {{ .Release.Namespace }}
{{- end }}
{{- if not (contains "@sha256:" .Values.image.tag) }}

image.tag has no digest: where the admission policies of this repository are in force, no pod starts.
{{- end }}
{{ end }}
