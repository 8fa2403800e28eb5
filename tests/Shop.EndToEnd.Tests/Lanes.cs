namespace Shop.EndToEnd.Tests;

/// <summary>Two lanes of tests that run side by side: a browser mostly waits, but who counts products must not meet who adds some.</summary>
internal static class Lanes
{
    /// <summary>Changes the shop that all share, or counts what is in it.</summary>
    public const string Changing = "changing";

    /// <summary>Only looks at that shop, or has one of its own.</summary>
    public const string Looking = "looking";
}
