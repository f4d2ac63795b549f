# shellcheck shell=bash
# The operator, installed as the README says.

release_made=no
operator_namespace_made=no
crd_made=no

operator_install() {
  local chart=$top/charts/mail-operator values=()
  # The node cannot pull; a wrong name shall fail at once and not after a timeout of the registry.
  [ -n "$CONTEXT" ] || values+=(--set image.pullPolicy=Never)
  [ -z "$REGISTRY" ] || values+=(--set "image.repository=$REGISTRY/operator,postfixImage.repository=$REGISTRY/postfix")
  if release status mail-operator --namespace "$OPERATOR_NAMESPACE" >/dev/null 2>&1; then
    require "helm upgrade" release upgrade mail-operator "$chart" --namespace "$OPERATOR_NAMESPACE" "${values[@]}"
    # The tag stays 0.1.0 while the image may be a new one.
    kube --namespace "$OPERATOR_NAMESPACE" rollout restart deployment/mail-operator >/dev/null
  else
    release_made=yes
    kube get namespace "$OPERATOR_NAMESPACE" >/dev/null 2>&1 || operator_namespace_made=yes
    kube get crd mailservertls.mailoperator.io >/dev/null 2>&1 || crd_made=yes
    require "helm install" release install mail-operator "$chart" --namespace "$OPERATOR_NAMESPACE" --create-namespace "${values[@]}"
  fi
  require "the custom resource is established" \
    kube wait --for=condition=Established crd/mailservertls.mailoperator.io --timeout=60s
  require "the operator is ready" \
    kube --namespace "$OPERATOR_NAMESPACE" rollout status deployment/mail-operator --timeout=180s
  release list --namespace "$OPERATOR_NAMESPACE"
}
