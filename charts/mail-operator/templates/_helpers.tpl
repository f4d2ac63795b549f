{{/* Name of the chart's objects within the release. */}}
{{- define "mail-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Full name: the release's, and the chart's unless the release already says it. */}}
{{- define "mail-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "mail-operator.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the operator's pods: they never change within a release. */}}
{{- define "mail-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "mail-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "mail-operator.labels" -}}
{{- include "mail-operator.labelsWith" (dict "root" .) -}}
{{- end -}}

{{/*
Labels of an object, each key once; takes a dict of the root, of labels `given` by the user for this object besides
commonLabels, and of its `own`, which win.
*/}}
{{- define "mail-operator.labelsWith" -}}
{{- $selector := include "mail-operator.selectorLabels" .root | fromYaml -}}
{{- $given := merge (dict) (default (dict) .given) (default (dict) .root.Values.commonLabels) -}}
{{- range $key := keys $given | sortAlpha -}}
{{- if or (hasKey $selector $key) (eq $key "app.kubernetes.io/managed-by")
  (hasPrefix "mailoperator.io/" $key) (hasPrefix "rbac.authorization.k8s.io/" $key) -}}
{{- fail (printf "the label %s is the chart's own, by which objects are found: remove it from commonLabels and podLabels" $key) -}}
{{- end -}}
{{- end -}}
{{- $usual := dict
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-")
  "app.kubernetes.io/version" .root.Chart.AppVersion
  "app.kubernetes.io/managed-by" .root.Release.Service
  "app.kubernetes.io/part-of" "mail-operator" -}}
{{- toYaml (merge (dict) (default (dict) .own) $selector $given $usual) -}}
{{- end -}}

{{- define "mail-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "mail-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* An image reference; takes a dict of the image's values and the chart's appVersion. */}}
{{- define "mail-operator.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (default .version .image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What the operator does in the namespaces that it watches: the same rules in a ClusterRole and in each Role. */}}
{{- define "mail-operator.rules" -}}
# The custom resource is its author's: only its status is written.
- apiGroups: [mailoperator.io]
  resources: [mailservertls]
  verbs: [get, list, watch]
- apiGroups: [mailoperator.io]
  resources: [mailservertls/status]
  verbs: [patch]
# Owners are blocked from deletion by their children only for who may set finalizers (OwnerReferencesPermissionEnforcement).
- apiGroups: [mailoperator.io]
  resources: [mailservertls/finalizers]
  verbs: [update]
# What is made for each server. Secrets: rendered TLS material is made, certificates' Secrets are read.
- apiGroups: [""]
  resources: [configmaps, secrets]
  verbs: [get, list, watch, create, patch, delete]
# What goes with its server alone is the garbage collector's to delete.
- apiGroups: [""]
  resources: [services, serviceaccounts]
  verbs: [get, list, watch, create, patch]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch]
- apiGroups: [cert-manager.io]
  resources: [certificates]
  verbs: [get, list, watch, create, patch, delete]
# Pods are probed.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
# What is told; and why a pod does not start is in the events of the pod, its volume or its StatefulSet.
- apiGroups: [""]
  resources: [events]
  verbs: [list, create, patch]
{{- end -}}
