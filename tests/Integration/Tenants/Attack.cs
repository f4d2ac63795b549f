namespace MailOperator.Integration.Tenants;

/// <summary>What a tenant does.</summary>
/// <param name="Name">In one sentence.</param>
/// <param name="Run">Returns when all of it has been sent; what goes on goes on by <see cref="Arena.Keep"/>.</param>
/// <param name="Allowed">Whether the API server is to take at least one of his requests.</param>
internal sealed record Attack(string Name, Func<Arena, Task> Run, bool Allowed = true);
