{{- /* Everything of one app. The order is for the reader: Argo CD goes by the waves. */ -}}
{{- define "base.app" -}}
{{- include "base.checks" . }}
{{- range list "externalSecret" "serviceAccount" "networkPolicy" "migration" "analysisTemplate" "workload" "service" "autoscaler" "podDisruptionBudget" "serviceMonitor" "ingress" }}
{{- with include (printf "base.%s" .) $ | trim }}
---
{{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- /* What a schema cannot say, because it is about two values. */ -}}
{{- define "base.checks" -}}
{{- $values := .Values }}
{{- if ge (int $values.preStopSleepSeconds) (int $values.terminationGracePeriodSeconds) }}
{{- fail (printf "%s: preStopSleepSeconds (%v) takes all of terminationGracePeriodSeconds (%v): the process would be killed without time to finish." .Chart.Name $values.preStopSleepSeconds $values.terminationGracePeriodSeconds) }}
{{- end }}
{{- if and $values.autoscaling.enabled (gt (int $values.replicaCount) (int $values.autoscaling.maxReplicas)) }}
{{- fail (printf "%s: replicaCount (%v) is more than autoscaling.maxReplicas (%v)." .Chart.Name $values.replicaCount $values.autoscaling.maxReplicas) }}
{{- end }}
{{- if and $values.migration.enabled (eq $values.migration.hook "PreSync") $values.secret.data $values.secret.external }}
{{- fail (printf "%s: a PreSync hook runs before the ExternalSecret of the same sync, so the first one would wait for its Secret for ever. Use migration.hook: Sync, or secret.external: false with a Secret from elsewhere." .Chart.Name) }}
{{- end }}
{{- if $values.rollout.enabled }}
{{- include "base.rolloutChecks" . }}
{{- end }}
{{- end }}

{{- define "base.rolloutChecks" -}}
{{- $analysis := .Values.rollout.analysis }}
{{- if not $analysis.enabled }}
{{- range .Values.rollout.steps }}
{{- if not .pause }}
{{- fail (printf "%s: the step with weight %v has neither a pause nor an analysis: nothing would be looked at." $.Chart.Name .weight) }}
{{- end }}
{{- end }}
{{- else }}
{{- if not .Values.serviceMonitor.enabled }}
{{- fail (printf "%s: rollout.analysis reads what serviceMonitor collects: enable it, or judge by pauses (rollout.analysis.enabled: false)." .Chart.Name) }}
{{- end }}
{{- $window := include "base.seconds" $analysis.window | int }}
{{- $scrape := include "base.seconds" .Values.serviceMonitor.interval | int }}
{{- if lt $window (mul 4 $scrape) }}
{{- fail (printf "%s: rollout.analysis.window (%s) is shorter than four scrapes (serviceMonitor.interval %s): a rate over it may have no value." .Chart.Name $analysis.window .Values.serviceMonitor.interval) }}
{{- end }}
{{- if and $analysis.initialDelay (lt (include "base.seconds" $analysis.initialDelay | int) $window) }}
{{- fail (printf "%s: rollout.analysis.initialDelay (%s) is shorter than its window (%s): the first measurement would look at the time before the step." .Chart.Name $analysis.initialDelay $analysis.window) }}
{{- end }}
{{- end }}
{{- end }}
