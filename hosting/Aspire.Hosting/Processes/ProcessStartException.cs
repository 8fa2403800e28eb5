namespace Aspire.Hosting.Processes;

/// <summary>A process could not be started. The message says what was tried, why it failed and what to do.</summary>
internal sealed class ProcessStartException(string message, Exception? innerException = null) : Exception(message, innerException);
