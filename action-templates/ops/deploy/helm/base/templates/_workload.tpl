{{- define "base.workload" -}}
apiVersion: {{ ternary "argoproj.io/v1alpha1" "apps/v1" .Values.rollout.enabled }}
kind: {{ ternary "Rollout" "Deployment" .Values.rollout.enabled }}
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "base.labels" . | nindent 4 }}
    app.kubernetes.io/version: {{ include "base.version" . }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
  progressDeadlineSeconds: {{ .Values.progressDeadlineSeconds }}
  {{- if .Values.rollout.enabled }}
  progressDeadlineAbort: true
  # Back to the release before: at once, without steps. It has served before.
  rollbackWindow:
    revisions: 1
  {{- end }}
  selector:
    matchLabels: {{- include "base.selectorLabels" . | nindent 6 }}
  strategy:
    {{- if .Values.rollout.enabled }}
    canary:
      maxSurge: 1
      maxUnavailable: 0
      steps: {{- include "base.rolloutSteps" . | trim | nindent 8 }}
    {{- else }}
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
    {{- end }}
  template: {{- include "base.podTemplate" . | nindent 4 }}
{{- end }}

{{- /* Weight 100 comes by itself after the last step. */ -}}
{{- define "base.rolloutSteps" -}}
{{- range .Values.rollout.steps }}
- setWeight: {{ .weight }}
{{- with .pause }}
- pause:
    duration: {{ . }}
{{- end }}
{{- if $.Values.rollout.analysis.enabled }}
- analysis:
    templates:
      - templateName: {{ $.Chart.Name }}-slo
    args:
      - name: canary-hash
        valueFrom:
          podTemplateHashValue: Latest
{{- end }}
{{- end }}
{{- end }}
