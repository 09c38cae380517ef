{{- /* A policy with both types denies what it does not name: pods of the app, and pods of its migration. */ -}}
{{- define "base.networkPolicy" -}}
{{- if .Values.networkPolicy.enabled }}
{{- $policy := .Values.networkPolicy }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "base.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
spec:
  podSelector:
    matchLabels: {{- include "base.selectorLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- if or $policy.from.apps $policy.from.namespaces }}
  ingress:
    - ports:
        - port: http
          protocol: TCP
      from:
        {{- range $policy.from.apps }}
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ . }}
        {{- end }}
        {{- range $policy.from.namespaces }}
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ . }}
        {{- end }}
  {{- end }}
  egress:
    {{- include "base.egressToDns" . | nindent 4 }}
    {{- range $name, $port := $policy.to.apps }}
    - ports:
        - port: {{ $port }}
          protocol: TCP
      to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ $name }}
    {{- end }}
    {{- with include "base.egressToAddresses" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- if .Values.migration.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}-migrate
  labels: {{- include "base.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
spec:
  podSelector:
    matchLabels: {{- include "base.migrationLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "base.egressToDns" . | nindent 4 }}
    {{- with include "base.egressToAddresses" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "base.egressToDns" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
  to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
{{- end }}

{{- define "base.egressToAddresses" -}}
{{- range .Values.networkPolicy.to.addresses }}
- ports:
    {{- range .ports }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
  to:
    - ipBlock:
        cidr: {{ .cidr }}
{{- end }}
{{- end }}
