{{- /*
Judges the canary by its own pods. A measurement has three ends: success, failure and, when there is too little to judge
by, inconclusive: then the Rollout stays at its weight until somebody promotes or aborts it.

- Of n requests without an error one knows with 95 % that fewer than 3/n fail (rule of three): 3 / errorRate requests are
  the least that shows an error rate below errorRate, and 60 the least that shows a 95th percentile.
- A canary with more errors than that many requests may have fails at once, however few requests it had.
*/ -}}
{{- define "base.analysisTemplate" -}}
{{- if and .Values.rollout.enabled .Values.rollout.analysis.enabled }}
{{- $analysis := .Values.rollout.analysis }}
{{- $pods := printf `namespace=%q,app=%q,rollouts_pod_template_hash="{{args.canary-hash}}"` .Release.Namespace .Chart.Name }}
{{- /* Probes and scrapes are no traffic: they answer fast and without errors. */ -}}
{{- range list .Values.probes.liveness.path .Values.probes.readiness.path .Values.probes.startup.path .Values.serviceMonitor.path | uniq }}
{{- $pods = printf `%s,route!=%q` $pods . }}
{{- end }}
{{- $requests := printf `sum(increase(http_requests_total{%s}[%s]))` $pods $analysis.window }}
{{- $errors := printf `sum(increase(http_requests_total{%s,status=~"5.."}[%s]))` $pods $analysis.window }}
{{- $minimum := int $analysis.minimumRequests | default (divf 3 $analysis.errorRate | ceil | int) }}
{{- $minimumErrors := max 1 (mulf $minimum $analysis.errorRate | ceil | int) }}
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: {{ .Chart.Name }}-slo
  labels: {{- include "base.labels" . | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
spec:
  args:
    - name: canary-hash
  metrics:
    - name: requests
      {{- include "base.measurements" $analysis | nindent 6 }}
      # Fewer than {{ $minimum }} are too few to show an error rate below {{ $analysis.errorRate }}: inconclusive, not failed.
      successCondition: len(result) > 0 && result[0] >= {{ $minimum }}
      failureCondition: "false"
      provider:
        prometheus:
          address: {{ $analysis.prometheus }}
          query: {{ $requests }}
    - name: error-rate
      {{- include "base.measurements" $analysis | nindent 6 }}
      successCondition: len(result) > 0 && result[0] < {{ $analysis.errorRate }}
      failureCondition: len(result) > 0 && result[0] >= {{ $analysis.errorRate }}
      provider:
        prometheus:
          address: {{ $analysis.prometheus }}
          query: |-
            (({{ $errors }} or vector(0)) / {{ $requests }})
              and ({{ $requests }} >= {{ $minimum }} or {{ $errors }} >= {{ $minimumErrors }})
    - name: p95-seconds
      {{- include "base.measurements" $analysis | nindent 6 }}
      successCondition: len(result) > 0 && result[0] < {{ $analysis.p95Seconds }}
      failureCondition: len(result) > 0 && result[0] >= {{ $analysis.p95Seconds }}
      provider:
        prometheus:
          address: {{ $analysis.prometheus }}
          query: |-
            histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{ {{- $pods -}} }[{{ $analysis.window }}])))
              and ({{ $requests }} >= {{ min 60 $minimum }})
{{- end }}
{{- end }}

{{- /* The first one as soon as the window lies within the step. */ -}}
{{- define "base.measurements" -}}
initialDelay: {{ .initialDelay | default .window }}
interval: {{ .interval }}
count: {{ .count }}
failureLimit: 0
# One measurement may come to nothing, because a scrape was late. Never all of them.
inconclusiveLimit: {{ min 1 (sub .count 1) }}
{{- end }}
