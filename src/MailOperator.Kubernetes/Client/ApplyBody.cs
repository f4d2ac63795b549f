using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// What server-side apply is to own: of an object everything but its status and what the server itself sets, of a status
/// nothing else. Whoever sends a field owns it, so what was merely read must not be sent.
/// </summary>
internal static class ApplyBody
{
    private static readonly string[] SetByServer =
        ["managedFields", "resourceVersion", "uid", "creationTimestamp", "deletionTimestamp", "generation", "selfLink"];

    // The first revision of etcd, which no object can have. The server compares it where there is an object, and where there is none, it
    // makes one (apiserver's registry store, Update: a version is looked at only of what exists). Without it an apply would quietly
    // add its fields to whatever has the name, as long as nothing in there contradicts them.
    private const string NoVersion = "1";

    /// <summary>What makes an object, and conflicts with one that exists.</summary>
    public static byte[] OfNew<T>(T target)
        where T : class, IKubernetesObject
    {
        var body = Node(target, null);
        body["metadata"]!["resourceVersion"] = NoVersion;
        return KubernetesJson.SerializeToUtf8Bytes(body);
    }

    public static byte[] Of<T>(T target, string? subresource)
        where T : class, IKubernetesObject => KubernetesJson.SerializeToUtf8Bytes(Node(target, subresource));

    private static JsonObject Node<T>(T target, string? subresource)
        where T : class, IKubernetesObject
    {
        var entity = EntityPath.Of<T>();
        var body = KubernetesJson.ToNode(target).AsObject();
        body["apiVersion"] = entity.ApiVersion;
        body["kind"] = entity.Kind;
        if (subresource is null)
        {
            body.Remove("status");
            foreach (var field in SetByServer) body["metadata"]?.AsObject().Remove(field);
        }
        else
        {
            foreach (var (field, _) in body.ToList())
            {
                if (field is not ("apiVersion" or "kind") && field != subresource) body.Remove(field);
            }

            body["metadata"] = new JsonObject { ["name"] = target.Metadata.Name, ["namespace"] = target.Metadata.NamespaceProperty };
            if (target.Metadata.NamespaceProperty is null) body["metadata"]!.AsObject().Remove("namespace");
        }

        return body;
    }
}
