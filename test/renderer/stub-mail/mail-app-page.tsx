import './install-mail.ts';
import '../../../renderer/main.tsx';
