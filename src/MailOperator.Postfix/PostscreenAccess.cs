namespace MailOperator.Postfix;

/// <summary>A range of <c>postscreen_access_list</c>.</summary>
/// <param name="Cidr">The range in CIDR notation.</param>
/// <param name="IsPermitted">Whether its clients are not tested; else they have failed already.</param>
public sealed record PostscreenAccess(string Cidr, bool IsPermitted);
