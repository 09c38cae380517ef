{{- /* First of all: what reads the Secret comes in later waves, and Argo CD waits until it is there. */ -}}
{{- define "base.externalSecret" -}}
{{- if and .Values.secret.data .Values.secret.external }}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: {{ .Chart.Name }}-secrets
  labels: {{- include "base.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-3"
spec:
  refreshInterval: {{ .Values.secret.refreshInterval }}
  secretStoreRef:
    kind: {{ .Values.secret.store.kind }}
    name: {{ .Values.secret.store.name }}
  target:
    name: {{ .Chart.Name }}-secrets
    creationPolicy: Owner
    deletionPolicy: Retain
  data:
    {{- range $name, $key := .Values.secret.data }}
    - secretKey: {{ $name }}
      remoteRef:
        key: {{ $key }}
        # Defaults that the API server would fill in: Argo CD would see a difference in a list.
        conversionStrategy: Default
        decodingStrategy: None
        metadataPolicy: None
    {{- end }}
{{- end }}
{{- end }}
