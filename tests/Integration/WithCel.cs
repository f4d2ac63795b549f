using MailOperator.Integration.Cluster;

namespace MailOperator.Integration;

/// <summary>Tests that change the one definition of the current API server: one after the other.</summary>
[CollectionDefinition(nameof(WithCel))]
public sealed class WithCel : ICollectionFixture<CurrentServer>;
