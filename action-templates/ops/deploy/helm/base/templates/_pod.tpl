{{- /* What the pods of the app and of its migration have in common, as fields of a pod's spec. */ -}}
{{- define "base.podDefaults" -}}
automountServiceAccountToken: false
# Variables such as API_PORT for every Service of the namespace: nothing reads them, and some apps read them by accident.
enableServiceLinks: false
dnsPolicy: {{ .Values.dnsPolicy }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .Values.user }}
  runAsGroup: {{ .Values.user }}
  seccompProfile:
    type: RuntimeDefault
volumes:
  {{- range $name, $volume := .Values.emptyDirs }}
  - name: {{ $name }}
    emptyDir:
      sizeLimit: {{ $volume.sizeLimit }}
      {{- with $volume.medium }}
      medium: {{ . }}
      {{- end }}
  {{- end }}
{{- end }}

{{- /* Of each container. */ -}}
{{- define "base.containerDefaults" -}}
image: {{ include "base.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  {{- range $name, $volume := .Values.emptyDirs }}
  - name: {{ $name }}
    mountPath: {{ $volume.mountPath }}
  {{- end }}
{{- end }}

{{- /* Plain settings, then secrets by name, then `env`, whose names win over both. Takes a list of root and more settings. */ -}}
{{- define "base.env" -}}
{{- $root := index . 0 }}
{{- $taken := dict }}
{{- range $root.Values.env }}
{{- $_ := set $taken .name true }}
{{- end }}
{{- range $name, $value := mergeOverwrite (deepCopy $root.Values.config) (index . 1) }}
{{- if not (hasKey $taken $name) }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $name, $key := $root.Values.secret.data }}
{{- if not (hasKey $taken $name) }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $root.Chart.Name }}-secrets
      key: {{ $name }}
{{- end }}
{{- end }}
{{- with $root.Values.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "base.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
periodSeconds: {{ .periodSeconds }}
timeoutSeconds: {{ .timeoutSeconds }}
failureThreshold: {{ .failureThreshold }}
{{- end }}

{{- /* The template of the app's pods. */ -}}
{{- define "base.podTemplate" -}}
metadata:
  labels:
    {{- include "base.selectorLabels" . | nindent 4 }}
    app.kubernetes.io/part-of: {{ .Values.partOf }}
    app.kubernetes.io/version: {{ include "base.version" . }}
spec:
  serviceAccountName: {{ .Chart.Name }}
  {{- include "base.podDefaults" . | nindent 2 }}
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "base.selectorLabels" $ | nindent 10 }}
      # Each revision is spread by itself: pods of the old one are about to go.
      matchLabelKeys: [{{ ternary "rollouts-pod-template-hash" "pod-template-hash" $.Values.rollout.enabled }}]
    {{- end }}
  containers:
    - name: {{ .Chart.Name }}
      {{- include "base.containerDefaults" . | nindent 6 }}
      {{- with .Values.command }}
      command: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.args }}
      args: {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - name: http
          containerPort: {{ .Values.containerPort }}
          protocol: TCP
      {{- with include "base.env" (list . dict) | trim }}
      env: {{- . | nindent 8 }}
      {{- end }}
      startupProbe: {{- include "base.probe" .Values.probes.startup | nindent 8 }}
      livenessProbe: {{- include "base.probe" .Values.probes.liveness | nindent 8 }}
      readinessProbe: {{- include "base.probe" .Values.probes.readiness | nindent 8 }}
      lifecycle:
        preStop:
          # Endpoints and load balancers hear of the end of a pod later than the pod does.
          sleep:
            seconds: {{ .Values.preStopSleepSeconds }}
      resources: {{- toYaml .Values.resources | nindent 8 }}
{{- end }}
