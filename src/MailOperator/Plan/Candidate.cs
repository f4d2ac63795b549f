using System.Text;
using MailOperator.Api;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>
/// What the pods would be started with: configuration and certificates, named by their content, and the template that uses them.
/// </summary>
/// <param name="ConfigMap">main.cf, master.cf and what goes with them.</param>
/// <param name="Material">Keys and chains, and what else is secret.</param>
/// <param name="Template">The pods.</param>
/// <param name="Gate">The Job that tries all three.</param>
public sealed record Candidate(V1ConfigMap ConfigMap, V1Secret Material, V1PodTemplateSpec Template, V1Job Gate)
{
    /// <summary>The hash of the template, and through its names of everything in it.</summary>
    public string Revision => ServerPod.Revision(Template.Metadata)!;

    /// <summary>Makes the candidate of a resource whose certificates are in order.</summary>
    public static Candidate Of(MailServerTls resource, CertificatePlan certificates, OutboundPlan outbound, PlanSettings settings)
    {
        var served = certificates.Served with { ClientCertificatesRequiredOn = ServerModel.ClientCertificatesRequiredOn(resource) };
        var configuration = PostfixConfiguration.Render(ServerModel.Of(resource, served, settings.PostfixVersion));
        var files = configuration.ByName;
        var secrets = new SortedDictionary<string, byte[]>(
            certificates.Material.Concat(outbound.Files).ToDictionary(), StringComparer.Ordinal);
        var configMap = ConfigMapOf(resource, files);
        var material = MaterialOf(resource, secrets);
        var parts = new PodParts(resource, settings.PostfixImage, configMap.Metadata.Name!, material.Metadata.Name!);
        var template = ServerPod.Template(resource, parts, served, OutgoingPorts.Write(configuration.OutgoingPorts));
        return new(configMap, material, template, GateJob.For(resource, template));
    }

    /// <summary>The ConfigMap of a configuration, named by its content.</summary>
    public static V1ConfigMap ConfigMapOf(MailServerTls resource, IReadOnlyDictionary<string, string> files) => new()
    {
        Metadata = Names.Owned(
            resource,
            Names.ConfigMap(
                resource, ContentHash.Of(files.Select(file => KeyValuePair.Create(file.Key, Encoding.UTF8.GetBytes(file.Value)))))),
        Data = files,
        Immutable = true,
    };

    /// <summary>The Secret of keys, chains and passwords, named by its content.</summary>
    public static V1Secret MaterialOf(MailServerTls resource, IReadOnlyDictionary<string, byte[]> files) => new()
    {
        Metadata = Names.Owned(resource, Names.Material(resource, ContentHash.Of(files))),
        Type = "Opaque",
        Data = files,
        Immutable = true,
    };
}
