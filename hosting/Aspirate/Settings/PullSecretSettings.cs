namespace Aspirate.Settings;

/// <summary>A registry that asks who pulls. The password is among the secrets, under <c>private-registry</c>.</summary>
public sealed record PullSecretSettings(string Url, string Username, string Email);
