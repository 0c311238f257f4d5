import './install-scene.ts';
import '../../../renderer/main.tsx';
