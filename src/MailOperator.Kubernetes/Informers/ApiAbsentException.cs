namespace MailOperator.Kubernetes.Informers;

/// <summary>An optional API is not served, or not ours to read.</summary>
internal sealed class ApiAbsentException(string message) : Exception(message);
