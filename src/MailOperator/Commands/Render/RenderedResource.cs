using System.Text.Json.Nodes;
using MailOperator.Api;

namespace MailOperator.Commands.Render;

/// <summary>What a resource comes to.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Notes">What the reader should know, a sentence each.</param>
/// <param name="Objects">The objects, in the order in which they would be made.</param>
internal sealed record RenderedResource(MailServerTls Resource, IReadOnlyList<string> Notes, IReadOnlyList<JsonObject> Objects);
