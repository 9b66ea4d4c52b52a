namespace GraphGen;

/// <summary>
/// Makes a constant <c>int</c> of a block its parameter: a use of the block may give it another value, with which the arguments
/// that mention it are evaluated again (literals, constants, <c>+ - * /</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class SizeAttribute : Attribute;
