using MailOperator.Api.Status;

namespace MailOperator.Status;

/// <summary>A condition before it is dated.</summary>
/// <param name="Type">Which aspect.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">Why, for people.</param>
/// <param name="NeedsSomebody">It will not come to hold by itself.</param>
public sealed record Finding(string Type, ConditionStatus Status, string Reason, string Message, bool NeedsSomebody = false);
