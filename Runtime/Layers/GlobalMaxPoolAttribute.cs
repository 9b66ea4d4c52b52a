namespace GraphGen;

/// <summary>
/// The largest value of each channel over all pixels, [channels, height, width] → [channels], or of each feature over all steps,
/// [time, features] → [features]. Of several equal values
/// the first, row by row, takes the gradient. PyTorch's <c>AdaptiveMaxPool2d(1)</c> and <c>Flatten</c>, Keras's <c>GlobalMaxPooling2D</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
