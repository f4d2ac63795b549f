namespace MailOperator.Import;

/// <summary>A Secret or ConfigMap that the resource refers to, which somebody has to make.</summary>
/// <param name="Kind">Secret or ConfigMap.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The entries that it needs.</param>
/// <param name="Commands">Shell commands that make it of the files that the configuration names, run where these are.</param>
/// <param name="Field">The field that refers to it.</param>
public sealed record NeededObject(string Kind, string Name, IReadOnlyList<string> Keys, string Commands, string Field);
