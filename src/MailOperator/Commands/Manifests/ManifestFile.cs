namespace MailOperator.Commands.Manifests;

/// <summary>A file of manifests.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Text">Its content.</param>
internal sealed record ManifestFile(string Name, string Text);
