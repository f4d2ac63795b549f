using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>A reference to a parameter that nothing sets and the release does not know.</summary>
/// <param name="Name">The name.</param>
/// <param name="By">The parameter whose value has the reference.</param>
/// <param name="Position">Where the reference is.</param>
internal sealed record UndefinedReference(string Name, SourceParameter By, SourcePosition Position);
