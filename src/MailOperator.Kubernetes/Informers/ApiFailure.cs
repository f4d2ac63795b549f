using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>Says in one line why an API cannot be read, and what to do about it.</summary>
internal static class ApiFailure
{
    /// <param name="whenAbsent">What is done without it, where somebody said so; see <see cref="InformerOptions{T}.WhenAbsent"/>.</param>
    public static string NotServed<T>(string? whenAbsent = null)
        where T : IKubernetesObject
    {
        var api = ApiType.Of<T>();
        var absence = $"The API server does not serve {api} in version {api.Version}";
        return whenAbsent is { Length: > 0 } ? $"{absence}: {whenAbsent}"
            : api.IsBuiltIn ? $"{absence}, which is a part of Kubernetes: "
                + "this release of Kubernetes is too old or too new for this operator."
            : $"{absence}; install its CustomResourceDefinition if it is wanted.";
    }

    public static string NotLearnt<T>(Exception error)
        where T : IKubernetesObject => $"Whether the API server serves {ApiType.Of<T>()} could not be learnt: {error.Message}";

    public static string Describe<T>(Exception error, string verb, string? @namespace)
        where T : IKubernetesObject => error switch
        {
            KubernetesException { Code: HttpStatusCode.Forbidden } => Forbidden(ApiType.Of<T>(), verb, @namespace),
            KubernetesException { Code: HttpStatusCode.NotFound } => NotServed<T>(),
            KubernetesException { Code: HttpStatusCode.Unauthorized } =>
                "The API server does not accept the credentials: check the ServiceAccount's token or the kubeconfig.",
            KubernetesException refused => $"The API server refused to {verb} {ApiType.Of<T>()}: {refused.Message}",
            _ => $"Cannot {verb} {ApiType.Of<T>()}: {error.Message}",
        };

    private static string Forbidden(ApiType api, string verb, string? @namespace)
    {
        var (scope, role) = @namespace is null
            ? ("in all namespaces", "ClusterRole")
            : ($"in namespace {@namespace}", $"Role in namespace {@namespace}");
        return $"Not allowed to {verb} {api} {scope}: the {role} of the operator's ServiceAccount needs the verbs get, list, watch "
            + $"on \"{api.PluralName}\" of the API group \"{api.Group}\".";
    }
}
