{{- /* Runs before the workload changes; when it fails, the sync ends and the old version goes on serving. */ -}}
{{- define "base.migration" -}}
{{- if .Values.migration.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Chart.Name }}-migrate
  labels:
    {{- include "base.migrationLabels" . | nindent 4 }}
    {{- include "base.commonLabels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/hook: {{ .Values.migration.hook }}
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
    argocd.argoproj.io/sync-wave: "-1"
spec:
  backoffLimit: {{ .Values.migration.backoffLimit }}
  activeDeadlineSeconds: {{ .Values.migration.activeDeadlineSeconds }}
  template:
    metadata:
      labels: {{- include "base.migrationLabels" . | nindent 8 }}
        app.kubernetes.io/part-of: {{ .Values.partOf }}
    spec:
      restartPolicy: Never
      {{- include "base.podDefaults" . | nindent 6 }}
      containers:
        - name: migrate
          {{- include "base.containerDefaults" . | nindent 10 }}
          command: {{- toYaml .Values.migration.command | nindent 12 }}
          {{- with include "base.env" (list . .Values.migration.config) | trim }}
          env: {{- . | nindent 12 }}
          {{- end }}
          resources: {{- toYaml .Values.migration.resources | nindent 12 }}
{{- end }}
{{- end }}
