namespace GraphGen;

/// <summary>The mean over the steps of a sequence: [time, features] → [features]. Keras' <c>GlobalAveragePooling1D</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MeanOverTimeAttribute : LayerAttribute;
