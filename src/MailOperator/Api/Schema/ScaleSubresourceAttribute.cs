namespace MailOperator.Api.Schema;

/// <summary>Where the scale subresource finds its numbers, so that <c>kubectl scale</c> and autoscalers work.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string labelSelectorPath) : Attribute
{
    /// <summary>JSON path of the wanted replicas.</summary>
    public string SpecReplicasPath { get; } = specReplicasPath;

    /// <summary>JSON path of the present replicas.</summary>
    public string StatusReplicasPath { get; } = statusReplicasPath;

    /// <summary>JSON path of the pods' label selector, as text.</summary>
    public string LabelSelectorPath { get; } = labelSelectorPath;
}
