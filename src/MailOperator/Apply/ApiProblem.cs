using System.Globalization;
using MailOperator.Kubernetes.Client;
using MailOperator.Plan;

namespace MailOperator.Apply;

/// <summary>An answer of the API server that is no verdict about the resource, told as what keeps it from being served.</summary>
public static class ApiProblem
{
    /// <summary>The problem.</summary>
    /// <param name="error">What the server said.</param>
    /// <param name="what">What it was asked for, such as <c>writing Service mx</c>.</param>
    public static Problem Of(KubernetesException error, string what) => new(
        "spec",
        Problem.ApiError,
        string.Create(CultureInfo.InvariantCulture, $"{what} fails at the API server ({(int)error.Code}): {error.Message.TrimEnd('.')}. ")
            + "It is tried again and again. Look at what the message names, such as an admission webhook, or at the API server");
}
