namespace GraphGen.Generator.Layers;

/// <summary>FNV-1a of a layer's name: what keys its random numbers, so that they do not depend on the layer's position.</summary>
internal static class PathHash
{
    public static ulong Of(string name)
    {
        ulong hash = 14695981039346656037ul;
        foreach (char character in name)
            hash = unchecked((hash ^ character) * 1099511628211ul);
        return hash;
    }
}
