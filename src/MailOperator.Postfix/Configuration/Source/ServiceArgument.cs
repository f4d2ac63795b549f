namespace MailOperator.Postfix.Configuration.Source;

/// <summary>An argument of a service, without the braces around it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text: <c>name=value</c> of an option, in either notation.</param>
/// <param name="Position">Where it begins, with its <c>-o</c>.</param>
/// <param name="Option">The parameter of an option; null where it could not be read.</param>
public sealed record ServiceArgument(ServiceArgumentKind Kind, string Text, SourcePosition Position, SourceParameter? Option = null);
