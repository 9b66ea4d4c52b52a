namespace Shared;

/// <summary>Something that the user can mend; the message is the whole of what to say.</summary>
public sealed class UserException(string message, Exception? inner = null) : Exception(message, inner);
