namespace MailOperator.Kubernetes.Configuration;

/// <summary>
/// The cluster cannot be reached as configured; <see cref="Exception.Message"/> is one line that names the file and the
/// field, and what to do.
/// </summary>
public sealed class KubernetesConfigurationException(string message, Exception? innerException = null)
    : Exception(message, innerException);
