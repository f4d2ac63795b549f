using MailOperator.Kubernetes.Models;
using MailOperator.Owned;
using MailOperator.Tests.Plan;

namespace MailOperator.Tests.Owned;

public class LeftOutTests
{
    public static TheoryData<string, bool> Named => new()
    {
        { "mx1", true },
        { "mx1-config-0123456789", true },
        { "mx2", false },
        { "mx10", false },
        { "", false },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void One_of_which_no_owner_is_seen_may_be_that_of_whom_it_is_named_after(string name, bool expected) =>
        Assert.Equal(expected, IsFound(new() { Name = name, NamespaceProperty = "mail" }));

    [Fact]
    public void One_whose_owner_is_seen_is_its_owners()
    {
        var owned = Naming.Names.Owned(Owner, "anything");
        Assert.True(IsFound(owned));
        Assert.False(IsFound(owned with { NamespaceProperty = "chaos" }));
        Assert.False(IsFound(Of("MailServerTls", "other")));
        Assert.True(IsFound(Of("StatefulSet", "mx1")));
        Assert.True(IsFound(Of("Job", "mx1-gate-0123456789")));
        Assert.False(IsFound(Of("Job", "backup")));
    }

    private static MailOperator.Api.MailServerTls Owner => Servers.SelfSigned() with { Metadata = new() { Name = "mx1", NamespaceProperty = "mail", Uid = "uid-1" } };

    private static V1ObjectMeta Of(string kind, string name) => new()
    {
        Name = "mx1-0",
        NamespaceProperty = "mail",
        OwnerReferences = [new() { ApiVersion = "v1", Kind = kind, Name = name, Uid = "u", Controller = true }],
    };

    private static bool IsFound(V1ObjectMeta metadata) => LeftOut.Of(Owner, [new(metadata, "odd")]).Any();
}
