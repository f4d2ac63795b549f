namespace MailOperator.Kubernetes.Hosting;

/// <summary>The address to serve HTTP on is none, or cannot be listened on; the message says why and what to do.</summary>
public sealed class HttpAddressException(string message, Exception? inner = null) : Exception(message, inner);
