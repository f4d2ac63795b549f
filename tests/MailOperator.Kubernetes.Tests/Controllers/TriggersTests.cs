using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;

namespace MailOperator.Kubernetes.Tests.Controllers;

public sealed class TriggersTests
{
    private static readonly V1ObjectMeta Before = new()
    {
        Name = "a",
        Uid = "1",
        ResourceVersion = "7",
        Generation = 1,
        Labels = new Dictionary<string, string> { ["x"] = "1" },
        Annotations = new Dictionary<string, string> { ["mailoperator.io/paused"] = "true" },
    };

    public static TheoryData<string, bool> Changes { get; } = new()
    {
        { "status", false },
        { "generation", true },
        { "label", true },
        { "annotation", true },
        { "unpaused", true },
        { "deletion", true },
        { "finalizer", true },
        { "uid", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void All_but_the_status_asks_for_a_reconcile(string change, bool expected)
    {
        var after = Before with { ResourceVersion = "8" };
        after = change switch
        {
            "generation" => after with { Generation = 2 },
            "label" => after with { Labels = new Dictionary<string, string> { ["x"] = "2" } },
            "annotation" => after with { Annotations = new Dictionary<string, string> { ["mailoperator.io/paused"] = "false" } },
            "unpaused" => after with { Annotations = null },
            "deletion" => after with { DeletionTimestamp = DateTimeOffset.UnixEpoch },
            "finalizer" => after with { Finalizers = ["foregroundDeletion"] },
            "uid" => after with { Uid = "2" },
            _ => after,
        };
        Assert.Equal(expected, Triggers.Concerns(new Owner { Metadata = Before }, new Owner { Metadata = after }));
    }

    [Theory]
    [InlineData("test.example/v1", true)]
    [InlineData("test.example/v1beta1", true)]
    [InlineData("other.example/v1", false)]
    [InlineData("v1", false)]
    public void The_owner_is_known_by_group_and_kind_whatever_the_version(string apiVersion, bool expected)
    {
        var owners = Triggers.Owner(ApiType.Of<Owner>(), Owner.Child("child", "one", apiVersion));
        Assert.Equal(expected ? [new NamespacedName("mail", "one")] : [], owners);
    }
}
