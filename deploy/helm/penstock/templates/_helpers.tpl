{{- define "penstock.labels" -}}
app.kubernetes.io/name: penstock
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "penstock.selector" -}}
app.kubernetes.io/name: penstock
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "penstock.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ default .Release.Name .Values.serviceAccount.name }}{{ else }}{{ default "default" .Values.serviceAccount.name }}{{ end }}
{{- end }}

{{- define "penstock.image" -}}
{{ required "image.repository names the image" .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}

{{/* What a container needs to reach Temporal; also for the temporal CLI. */}}
{{- define "penstock.temporalEnv" -}}
- name: TEMPORAL_ADDRESS
  value: {{ required "temporal.address names the server, such as temporal-frontend.temporal.svc:7233" .Values.temporal.address | quote }}
- name: TEMPORAL_NAMESPACE
  value: {{ .Values.temporal.namespace | quote }}
{{- with .Values.temporal.tls }}
{{- if .secret }}
- name: TEMPORAL_TLS
  value: "true"
- name: TEMPORAL_TLS_SERVER_CA_CERT_PATH
  value: /tls/ca.crt
{{- if .clientCertificate }}
- name: TEMPORAL_TLS_CLIENT_CERT_PATH
  value: /tls/tls.crt
- name: TEMPORAL_TLS_CLIENT_KEY_PATH
  value: /tls/tls.key
{{- end }}
{{- end }}
{{- with .serverName }}
- name: TEMPORAL_TLS_SERVER_NAME
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- with .Values.temporal.apiKey }}
{{- if .secret }}
- name: TEMPORAL_API_KEY
  valueFrom:
    secretKeyRef: {name: {{ .secret | quote }}, key: {{ .key | quote }}}
{{- end }}
{{- end }}
{{- end }}

{{- define "penstock.env" -}}
{{ include "penstock.temporalEnv" . }}
{{- if not (or .Values.store.uri .Values.store.claim) }}{{ fail "store.uri names the store, such as s3://bucket/prefix; or store.claim a volume that all pods share" }}{{ end }}
- name: PENSTOCK_HOME
  value: /data
- name: PENSTOCK_STORE
  value: {{ default "file:///store" .Values.store.uri | quote }}
{{- with .Values.temporal.webUi }}
- name: PENSTOCK_WEB_UI
  value: {{ . | quote }}
{{- end }}
{{- if .Values.temporal.historyKeys.secret }}
- name: PENSTOCK_HISTORY_KEYS
  value: /history-keys/{{ .Values.temporal.historyKeys.key }}
{{- end }}
{{- if .Values.config }}
- name: PENSTOCK_CONFIG
  value: /config/penstock.yaml
{{- end }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "penstock.envFrom" -}}
{{- range .Values.secrets }}
- secretRef: {name: {{ . | quote }}}
{{- end }}
{{- end }}

{{/* Nothing but these is written to: the root file system is read-only. */}}
{{- define "penstock.volumeMounts" -}}
- {name: data, mountPath: /data}
- {name: tmp, mountPath: /tmp}
{{- if .Values.store.claim }}
- {name: store, mountPath: /store}
{{- end }}
{{- if .Values.temporal.tls.secret }}
- {name: tls, mountPath: /tls, readOnly: true}
{{- end }}
{{- if .Values.temporal.historyKeys.secret }}
- {name: history-keys, mountPath: /history-keys, readOnly: true}
{{- end }}
{{- if .Values.config }}
- {name: config, mountPath: /config, readOnly: true}
{{- end }}
{{- end }}

{{- define "penstock.volumes" -}}
- {name: data, emptyDir: {sizeLimit: 2Gi}}
- {name: tmp, emptyDir: {sizeLimit: 1Gi}}
{{- with .Values.store.claim }}
- {name: store, persistentVolumeClaim: {claimName: {{ . | quote }}}}
{{- end }}
{{- with .Values.temporal.tls.secret }}
- {name: tls, secret: {secretName: {{ . | quote }}, defaultMode: 0440}}
{{- end }}
{{- with .Values.temporal.historyKeys.secret }}
- {name: history-keys, secret: {secretName: {{ . | quote }}, defaultMode: 0440}}
{{- end }}
{{- if .Values.config }}
- {name: config, configMap: {name: {{ .Release.Name }}-config}}
{{- end }}
{{- end }}

{{- define "penstock.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "penstock.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Pods of one kind on different nodes where there are enough. */}}
{{- define "penstock.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels: {app.kubernetes.io/name: penstock, app.kubernetes.io/instance: {{ .Release.Name }}, app.kubernetes.io/component: {{ .component }}}
{{- end }}
