namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's log; numbers start at 1 and a gap means that lines were dropped. The content starts with the time in UTC.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>Whether anyone watches the log of a resource.</summary>
public readonly record struct LogSubscriber(string Name, bool AnySubscribers);
