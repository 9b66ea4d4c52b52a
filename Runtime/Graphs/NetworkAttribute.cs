namespace GraphGen;

/// <summary>Makes a partial class a neural network: the compiler reads the layers on it, checks every shape, and emits the rest of the class.</summary>
/// <remarks>The class must be partial, neither static, abstract nor generic, and without a base class; it then derives from <see cref="Network"/>.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute;
