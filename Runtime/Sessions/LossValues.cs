using System.Collections;
using System.Diagnostics.CodeAnalysis;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>The mean losses of a session's last step by name, without their weights; in a chain there is one, <c>loss</c>.</summary>
public sealed class LossValues : IReadOnlyDictionary<string, float>
{
    private readonly LossSpec[] _losses;
    private readonly float[] _values;

    internal LossValues(LossSpec[] losses)
    {
        _losses = losses;
        _values = new float[losses.Length];
    }

    /// <summary>The number of losses.</summary>
    public int Count => _losses.Length;

    /// <summary>The names, those of the layer methods that end in a loss.</summary>
    public IEnumerable<string> Keys => _losses.Select(loss => loss.Name);

    /// <summary>The mean losses.</summary>
    public IEnumerable<float> Values => _values;

    /// <summary>The mean loss of that name.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such loss.</exception>
    public float this[string key] => _values[IndexOf(key)];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.FindIndex(_losses, loss => loss.Name == key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out float value)
    {
        int index = Array.FindIndex(_losses, loss => loss.Name == key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, float>> GetEnumerator()
    {
        for (int i = 0; i < _losses.Length; i++)
            yield return new(_losses[i].Name, _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Set(int index, float value) => _values[index] = value;

    internal int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Not Array.FindIndex: its closure would be allocated for each look.
        for (int i = 0; i < _losses.Length; i++)
        {
            if (_losses[i].Name == name)
                return i;
        }

        throw new KeyNotFoundException($"There is no loss '{name}'. There are: {(Count == 0 ? "none" : string.Join(", ", Keys))}.");
    }
}
