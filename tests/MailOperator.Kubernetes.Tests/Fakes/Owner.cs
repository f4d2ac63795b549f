using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>A custom resource that owns ConfigMaps.</summary>
[KubernetesEntity(Group = "test.example", ApiVersion = "v1", Kind = "Owner", PluralName = "owners")]
public sealed record Owner : IKubernetesObject
{
    public string? ApiVersion { get; init; } = "test.example/v1";

    public string? Kind { get; init; } = "Owner";

    public V1ObjectMeta Metadata { get; init; } = new();

    public string? SecretName { get; init; }

    public string? Status { get; init; }

    public static Owner Named(string name, long generation = 1) =>
        new() { Metadata = new() { Name = name, NamespaceProperty = "mail", Generation = generation } };

    public static V1ConfigMap Child(string name, string owner, string apiVersion = "test.example/v1") => new()
    {
        Metadata = new()
        {
            Name = name,
            NamespaceProperty = "mail",
            OwnerReferences = [new() { ApiVersion = apiVersion, Kind = "Owner", Name = owner, Uid = $"uid-of-{owner}", Controller = true }],
        },
    };
}
