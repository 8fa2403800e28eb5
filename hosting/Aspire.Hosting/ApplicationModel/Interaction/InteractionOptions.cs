namespace Aspire.Hosting;

/// <summary>How a question is shown.</summary>
public class InteractionOptions
{
    /// <summary>The text of the button that accepts.</summary>
    public string? PrimaryButtonText { get; set; }

    /// <summary>The text of the button that declines.</summary>
    public string? SecondaryButtonText { get; set; }

    /// <summary>Whether there is a button that declines.</summary>
    public bool? ShowSecondaryButton { get; set; }

    /// <summary>Whether it can be dismissed.</summary>
    public bool? ShowDismiss { get; set; }

    /// <summary>Whether the message is Markdown.</summary>
    public bool? EnableMessageMarkdown { get; set; }
}

/// <summary>How a dialog with inputs is shown and checked.</summary>
public class InputsDialogInteractionOptions : InteractionOptions
{
    internal static InputsDialogInteractionOptions Default { get; } = new();

    /// <summary>Checks the values before the dialog closes.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidationCallback { get; set; }
}

/// <summary>How a message box is shown.</summary>
public class MessageBoxInteractionOptions : InteractionOptions
{
    /// <summary>What the message is about.</summary>
    public MessageIntent? Intent { get; set; }
}

/// <summary>How a notification is shown.</summary>
public class NotificationInteractionOptions : InteractionOptions
{
    /// <summary>What the message is about.</summary>
    public MessageIntent? Intent { get; set; }

    /// <summary>The text of a link.</summary>
    public string? LinkText { get; set; }

    /// <summary>Where the link leads.</summary>
    public string? LinkUrl { get; set; }
}

/// <summary>What a message is about.</summary>
public enum MessageIntent
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>Something worked.</summary>
    Success = 1,

    /// <summary>Something needs attention.</summary>
    Warning = 2,

    /// <summary>Something failed.</summary>
    Error = 3,

    /// <summary>Something to know.</summary>
    Information = 4,

    /// <summary>Something to agree to.</summary>
    Confirmation = 5,
}
