namespace MailOperator.Integration;

/// <summary>Tests that measure times, or that change what all others need: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Unshared), DisableParallelization = true)]
public sealed class Unshared;
