using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;

namespace MailOperator.Kubernetes.Tests.Informers;

public sealed class StoreTests
{
    private static readonly Owner Mine = new() { Metadata = new() { Name = "one", NamespaceProperty = "mail", Uid = "uid-of-one" } };

    public static TheoryData<string, V1ObjectMeta> Strangers
    {
        get
        {
            var child = Owner.Child("child", "one").Metadata;
            var reference = child.OwnerReferences![0];
            return new()
            {
                { "of another namespace, with the uid of mine", child with { NamespaceProperty = "chaos" } },
                { "of another kind of owner", child with { OwnerReferences = [reference with { Kind = "Other" }] } },
                { "of another group", child with { OwnerReferences = [reference with { ApiVersion = "other.example/v1" }] } },
                { "of another name", child with { OwnerReferences = [reference with { Name = "two" }] } },
                { "of a former namesake", child with { OwnerReferences = [reference with { Uid = "uid-before" }] } },
                { "of no uid", child with { OwnerReferences = [reference with { Uid = "" }] } },
                { "of an owner that is no controller", child with { OwnerReferences = [reference with { Controller = false }] } },
                { "on its way out", child with { DeletionTimestamp = DateTimeOffset.UnixEpoch } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void What_only_says_that_it_is_mine_is_not(string which, V1ObjectMeta metadata)
    {
        var store = Store(Owner.Child("a", "one").Metadata, metadata with { Name = "b" });
        Assert.Equal(["a"], Names(store.ControlledBy(Mine)));
        Assert.False(string.IsNullOrEmpty(which));
    }

    [Fact]
    public void One_that_was_written_in_an_older_version_of_the_API_is_mine()
    {
        var store = Store(Owner.Child("a", "one", "test.example/v1beta1").Metadata);
        Assert.Equal(["a"], Names(store.ControlledBy(Mine)));
        Assert.Empty(store.ControlledBy(Mine with { Metadata = Mine.Metadata with { Uid = null } }));
    }

    private static Store<V1ConfigMap> Store(params V1ObjectMeta[] metadata)
    {
        var store = new Store<V1ConfigMap>(new Dictionary<string, Func<V1ConfigMap, IEnumerable<string>>>());
        foreach (var each in metadata)
            store.Set(new() { Metadata = each });
        return store;
    }

    private static IEnumerable<string?> Names(IEnumerable<V1ConfigMap> found) => found.Select(child => child.Metadata.Name);
}
