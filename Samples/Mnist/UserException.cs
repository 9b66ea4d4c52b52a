namespace Mnist;

/// <summary>Something that the user can mend; the message is the whole of what to say.</summary>
internal sealed class UserException(string message, Exception? inner = null) : Exception(message, inner);
