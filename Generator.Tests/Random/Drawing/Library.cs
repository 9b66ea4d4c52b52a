using Generator.Tests.RandomStacks.Model;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>The blocks of a network in the making, first those that others use.</summary>
/// <param name="network">The network's name, which those of its blocks begin with.</param>
/// <param name="blocks">Receives the blocks.</param>
internal sealed class Library(string network, List<Unit> blocks)
{
    private int _named;

    public List<Unit> Blocks => blocks;

    /// <summary>A name that no block has, not even one that is still being drawn.</summary>
    public string NewName() => $"{network}B{_named++}";
}
