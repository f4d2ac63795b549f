using MailOperator.Postfix;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>What holds for every resource of one operator.</summary>
public sealed record PlanSettings
{
    /// <summary>The image of pods whose resource names none.</summary>
    public required string PostfixImage { get; init; }

    /// <summary>The Postfix release in that image.</summary>
    public required PostfixVersion PostfixVersion { get; init; }

    /// <summary>The namespace from which the operator probes; NetworkPolicies let it in.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>How the names of images begin that a resource may ask for in <c>spec.workload.image</c>; empty for any image.</summary>
    public IReadOnlyList<string> AllowedImages { get; init; } = [];

    /// <summary>The issuers that a resource may name, each as <c>KIND/NAME</c> or <c>KIND/*</c>; empty for any issuer.</summary>
    public IReadOnlyList<string> AllowedIssuers { get; init; } = [];

    /// <summary>The priority classes that a resource may name; empty for any class.</summary>
    public IReadOnlyList<string> AllowedPriorityClasses { get; init; } = [];

    /// <summary>A candidate that failed is tried again after this time: the cause may have been the node's.</summary>
    public TimeSpan GateRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What planning for one resource may compute at once, in units of <see cref="WorkBudget"/>.</summary>
    public int Budget { get; init; } = WorkBudget.Usual;

    /// <summary>How many configurations and sets of certificates are kept, of each, beyond those in use.</summary>
    public int History { get; init; } = 2;
}
