namespace Aspirate.Images;

/// <summary>One image could not be built; the message says why and what to do.</summary>
internal sealed class BuildFailedException(string message) : Exception(message);
