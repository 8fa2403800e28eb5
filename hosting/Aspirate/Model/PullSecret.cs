namespace Aspirate.Model;

/// <summary>The credentials of a private registry.</summary>
public sealed record PullSecret(string Url, string Username, string Password, string Email);
