namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown and when it can be used.</summary>
public class CommandOptions
{
    internal static CommandOptions Default { get; } = new();

    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>A value handed to the command.</summary>
    public object? Parameter { get; set; }

    /// <summary>A question asked before it runs.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Its icon.</summary>
    public string? IconName { get; set; }

    /// <summary>The variant of its icon.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it is shown beside the resource rather than in a menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Says, at each change of the resource, whether it can be used; null for always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
