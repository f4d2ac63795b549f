namespace MailOperator.Kubernetes.Configuration;

/// <summary>What the process was given by the system it runs on.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Home">The user's home directory; empty when there is none.</param>
/// <param name="ServiceAccount">The directory where the kubelet puts a pod's token and CA.</param>
internal sealed record Surroundings(Func<string, string?> Variable, string Home, string ServiceAccount)
{
    public static Surroundings Process { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "/var/run/secrets/kubernetes.io/serviceaccount");
}
