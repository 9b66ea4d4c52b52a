namespace GraphGen;

/// <summary>
/// The mean of each channel over all pixels, [channels, height, width] → [channels], or of each feature over all steps,
/// [time, features] → [features]. PyTorch's <c>AdaptiveAvgPool2d(1)</c> and <c>Flatten</c>, Keras's <c>GlobalAveragePooling2D</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
